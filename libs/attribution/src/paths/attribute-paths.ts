import type { ModelName } from '../models/model-name.js';
import type { AttributedPaths } from './attributed-paths.js';
import type { ConversionPath } from './conversion-path.js';
import { PathAttribution } from './path-attribution.js';
import type { PathOptions } from './path-options.js';

/**
 * Attributes all paths at once. Credits of all channels sum to the conversions of all paths, values to their value.
 *
 * @throws AttributionError, see `PathAttribution`
 */
export function attributePaths(
  paths: Iterable<ConversionPath>,
  model: ModelName,
  options: PathOptions = {},
): AttributedPaths {
  const attribution = new PathAttribution(model, options);
  for (const { path, conversions, value, nulls } of paths) attribution.add(path, conversions, value, nulls);
  return attribution.result();
}
