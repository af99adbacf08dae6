import { ACT_NAMES, votesAtLeast } from '@vividwalls/contracts';
import { GovernanceConfig } from '../governance.config.js';
import { FourEyes } from './four-eyes.js';

function started(setting?: 'on' | 'off') {
  const warnings: string[] = [];
  const config = Object.assign(new GovernanceConfig(), setting && { GOVERNANCE_FOUR_EYES: setting });
  const eyes = new FourEyes(config, { warn: (message) => void warnings.push(message) });
  eyes.onApplicationBootstrap();
  return { eyes, warnings };
}

describe('four eyes', () => {
  it.each([[undefined], ['on']] as const)('are open by default, and said to be: %s', (setting) => {
    const { eyes, warnings } = started(setting);
    for (const act of ACT_NAMES) expect(eyes.leastVotes(act)).toBe(votesAtLeast(act));
    expect(warnings).toEqual([]);
  });

  it('that are off are said to be so, once', () => {
    const { eyes, warnings } = started('off');
    for (const act of ACT_NAMES) expect(eyes.leastVotes(act)).toBe(1);
    expect(warnings).toEqual([expect.stringMatching(/^four eyes are off \(GOVERNANCE_FOUR_EYES\)/)]);
  });
});
