import { useApprovalCounts } from '../../app/approval-counts';
import { useOpenLetters } from '../../app/nav-count';
import { useMay } from '../../app/session';
import { plural } from '../../format/words';
import { breakOf } from '../events/proof/proof-words';
import { useLastVerification } from '../events/proof/use-verification';

/** Something that needs a person. */
export interface Line {
  readonly severity: 'critical' | 'warning' | 'note';
  readonly title: string;
  readonly since: string | null;
  readonly link: string | null;
}

/** What services other than orchestration know: a record that is broken, questions that end soon, and letters that no consumer could handle. */
export function useAttentionOfOthers(): Line[] {
  const approvals = useApprovalCounts().data;
  const letters = useOpenLetters();
  const record = useLastVerification(useMay('audit:read')).data;
  const broken = record ? breakOf(record) : undefined;
  return [
    ...(record && broken !== undefined
      ? [{ ...line('critical', withoutStop(broken), '/events/verify'), since: record.askedAt }]
      : []),
    ...(approvals && approvals.soon > 0
      ? [
          line(
            'critical',
            `${plural(approvals.soon, 'approval ends', 'approvals end')} within the hour`,
            '/approvals?all=true',
          ),
        ]
      : []),
    ...(letters && letters.count > 0
      ? [
          {
            ...line('warning', `${plural(letters.count, 'event')} could not be handled`, '/dead-letters'),
            since: letters.oldest,
          },
        ]
      : []),
    ...(approvals && approvals.waiting > 0
      ? [
          line(
            'note',
            `${plural(approvals.waiting, 'approval waits', 'approvals wait')} for a decision`,
            '/approvals?all=true',
          ),
        ]
      : []),
  ];
}

const withoutStop = (sentence: string): string => sentence.replace(/\.$/, '');

const line = (severity: Line['severity'], title: string, link: string): Line => ({
  severity,
  title,
  link,
  since: null,
});
