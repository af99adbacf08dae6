import { ArrowRight } from 'lucide-react';
import { plural } from '../../format/words';
import { Card } from '../../ui/card';
import { cx } from '../../ui/class-names';
import { Json } from '../../ui/code';
import { Fact, Facts } from '../../ui/facts';
import { useCapabilityTitle } from './use-capability-title';
import { changeLines, type ChangeLine } from './changes';
import { Shown } from './shown';
import type { ApprovalDetail } from './use-inbox';
import { workAsked } from './work-asked';

/** Before and after, place by place; where nobody told them, what would be done, field by field. */
export function ApprovalChanges({ approval }: { readonly approval: ApprovalDetail }) {
  const { act, changes, moreChanges, does, before, after, digest, amount } = approval;
  const currency = amount?.currency ?? currencyOf(approval.facts);
  const lines = changeLines(changes ?? [], currency);
  const { capability, lines: fields, isUnwritten } = workAsked(act, does, currency);
  const titleOf = useCapabilityTitle();
  return (
    <Card
      title={lines.length > 0 ? 'What would change' : 'What would be done'}
      hint={
        changes === null
          ? 'The request does not say what is there now, so there is nothing to compare.'
          : changes.length === 0
            ? 'Before and after are the same.'
            : undefined
      }
    >
      <div className="flex flex-col gap-3">
        {isUnwritten && (
          <p className="font-medium">The letter is not written yet: you allow it to be written and sent.</p>
        )}
        {lines.length > 0 && <Comparison lines={lines} more={moreChanges} />}
        {lines.length === 0 && (capability !== null || fields.length > 0) && (
          <Facts>
            {capability !== null && <Fact name="Work">{titleOf(capability)}</Fact>}
            {fields.map(({ pointer, place, value }) => (
              <Fact key={pointer} name={place}>
                <Shown value={value} />
              </Fact>
            ))}
          </Facts>
        )}
        <details>
          <summary className="text-[13px] text-ink-2 hover:text-ink">Exactly what the decision is for</summary>
          <div className="flex flex-col gap-2 pt-2">
            <Json value={{ does, ...(before && { before }), ...(after && { after }) }} />
            <p className="text-[13px] break-all text-ink-3">SHA-256 {digest}</p>
          </div>
        </details>
      </div>
    </Card>
  );
}

const KINDS = { added: 'added', removed: 'removed', changed: 'changed' } as const;

function Comparison({ lines, more }: { readonly lines: readonly ChangeLine[]; readonly more: number }) {
  return (
    <div>
      <table aria-label="Before and after" className="w-full border-collapse text-left max-sm:block">
        <thead className="max-sm:sr-only">
          <tr className="border-b border-line text-[13px] text-ink-3">
            <th scope="col" className="py-1 pr-3 font-medium">
              Where
            </th>
            <th scope="col" className="py-1 pr-3 font-medium">
              Before
            </th>
            <th scope="col" className="py-1 font-medium">
              After
            </th>
          </tr>
        </thead>
        <tbody className="max-sm:block">
          {lines.map(({ pointer, place, kind, before, after }) => (
            <tr
              key={pointer}
              className="border-b border-line align-top last:border-0 max-sm:grid max-sm:grid-cols-2 max-sm:gap-x-2 max-sm:py-1.5"
            >
              <th scope="row" className="py-1.5 pr-3 font-normal text-ink-2 max-sm:col-span-2 max-sm:py-0">
                {place} {kind !== 'changed' && <span className="text-[13px] text-ink-3">({KINDS[kind]})</span>}
              </th>
              <td className="py-1.5 pr-3 max-sm:py-0">
                <del className={cx('no-underline', kind !== 'added' && 'rounded bg-bad-soft px-1')}>
                  <Shown value={before} />
                </del>
              </td>
              <td className="py-1.5 max-sm:py-0">
                <span className="flex gap-1.5">
                  <ArrowRight aria-hidden className="mt-1 size-3.5 shrink-0 text-ink-3 sm:hidden" />
                  <ins
                    className={cx(
                      'min-w-0 no-underline',
                      kind !== 'removed' && 'rounded bg-good-soft px-1 font-medium',
                    )}
                  >
                    <Shown value={after} />
                  </ins>
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {more > 0 && <p className="pt-2 text-[13px] text-ink-3">and {plural(more, 'more place', 'more places')}</p>}
    </div>
  );
}

const currencyOf = (facts: object): string | null => {
  const { currency } = facts as { readonly currency?: unknown };
  return typeof currency === 'string' ? currency : null;
};
