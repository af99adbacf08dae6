import { canonicalJson } from '@vividwalls/contracts';
import { hash } from 'node:crypto';

/**
 * SHA-256 (hex) of a call: two calls with the same arguments have the same one, and nobody reads the arguments from it. What is no
 * JSON, or nested too deep to be looked at, is digested as nothing.
 */
export function argumentsDigest(tool: string, args: unknown): string {
  return hash('sha256', spelling(tool, args), 'hex');
}

function spelling(tool: string, args: unknown): string {
  try {
    return canonicalJson({ tool, args });
  } catch (error) {
    if (error instanceof TypeError) return canonicalJson({ tool });
    throw error;
  }
}
