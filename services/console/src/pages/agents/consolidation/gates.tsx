import { asWords } from '../../../format/words';
import { Badge, type Tone } from '../../../ui/badge';
import type { Finding } from '../schemas';
import { isPassed } from './board-groups';

const TONES: Readonly<Record<Finding['verdict'], Tone>> = {
  ...{ passed: 'good', failed: 'bad', unknown: 'none', overruled: 'warn' },
};

/** What gates are called in words. */
const GATES: Readonly<Record<string, string>> = {
  ...{ readiness: 'Readiness', samples: 'Samples', match: 'Match', errors: 'Errors', p95: 'Run time' },
};

export const gateWord = (gate: string): string => GATES[gate] ?? asWords(gate);

export const VerdictBadge = ({ of: { verdict } }: { readonly of: Finding }) => (
  <Badge tone={TONES[verdict]}>{verdict}</Badge>
);

/** Each gate with what it says. */
export function GateList({ findings }: { readonly findings: readonly Finding[] }) {
  return (
    <ul className="flex flex-col">
      {findings.map((one) => (
        <li
          key={one.gate}
          className="flex flex-wrap items-start gap-x-3 gap-y-1 border-b border-line py-2 last:border-0"
        >
          <span className="flex w-48 items-center justify-between gap-2">
            <span className="font-medium">{gateWord(one.gate)}</span>
            <VerdictBadge of={one} />
          </span>
          <span className="min-w-0 flex-1 basis-60 break-words text-ink-2">{one.finding}</span>
        </li>
      ))}
    </ul>
  );
}

/** On a card: how many are passed, and which are not. */
export function GatesBrief({ findings }: { readonly findings: readonly Finding[] }) {
  if (findings.length === 0) return <span className="text-ink-3">none ahead</span>;
  const open = findings.filter((one) => !isPassed(one));
  if (open.length === 0)
    return <Badge tone="good">{findings.length === 1 ? 'passed' : `all ${findings.length} passed`}</Badge>;
  return (
    <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
      <span className="tnum">
        {findings.length - open.length} of {findings.length} passed
      </span>
      {NOT_PASSED.map((verdict) => (
        <NotPassed key={verdict} verdict={verdict} of={open.filter((one) => one.verdict === verdict)} />
      ))}
    </span>
  );
}

const NOT_PASSED = ['failed', 'unknown'] as const;

function NotPassed({ verdict, of }: { readonly verdict: Finding['verdict']; readonly of: readonly Finding[] }) {
  if (of.length === 0) return null;
  return (
    <span className="max-w-full" title={of.map(({ gate, finding }) => `${gateWord(gate)}: ${finding}`).join('\n')}>
      <Badge tone={TONES[verdict]}>
        {verdict}: {of.map(({ gate }) => gateWord(gate).toLowerCase()).join(', ')}
      </Badge>
    </span>
  );
}
