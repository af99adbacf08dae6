import { Link } from '@tanstack/react-router';
import { Card } from '../../ui/card';
import { Id } from '../../ui/code';
import { Fact, Facts } from '../../ui/facts';
import { ActorName, OrderLink, StoryLink, TaskLink } from '../../ui/place-links';
import { Time } from '../../ui/time';
import { factTitle, orderSaid } from './changes';
import { People } from './people';
import { Shown } from './shown';
import { shownValue } from './shown-value';
import { useCapabilityTitle } from './use-capability-title';
import { useActs, type ApprovalDetail } from './use-inbox';

/** Who asked, for what, and what they said of it; each leads to its proof. */
export function ApprovalContext({ approval }: { readonly approval: ApprovalDetail }) {
  const { asker, askedAt, taskId, correlationId, approvers, delegates, replaces, replacedBy, facts, amount } = approval;
  const acts = useActs();
  const titleOf = useCapabilityTitle();
  const known = new Map(acts.data?.find(({ name }) => name === approval.act)?.facts.map((fact) => [fact.name, fact]));
  const said = facts as Readonly<Record<string, unknown>>;
  const currency = amount?.currency ?? (typeof said['currency'] === 'string' ? said['currency'] : null);
  const order = orderSaid(facts);
  const isSubjectHere = order !== undefined && order !== approval.subject && taskId !== approval.subject;
  return (
    <Card title="Who asks, and about what">
      <Facts>
        <Fact name="Asked by">
          <ActorName actor={asker} />, <Time at={askedAt} />
        </Fact>
        {taskId !== null && (
          <Fact name="Task">
            <TaskLink id={taskId} />
          </Fact>
        )}
        {order !== undefined && (
          <Fact name="Order">
            <OrderLink id={order} />
          </Fact>
        )}
        {isSubjectHere && <Fact name="Subject">{approval.subject}</Fact>}
        {correlationId !== null && (
          <Fact name="Whole story">
            <StoryLink id={correlationId}>every event of it</StoryLink>
          </Fact>
        )}
        <Fact name="Decided by">
          {approvers.length > 0 ? <People names={approvers} /> : 'everybody who may approve'}
          {delegates.length > 0 && (
            <>
              ; delegated to <People names={delegates} />
            </>
          )}
        </Fact>
        {Object.entries(said)
          .filter(([name]) => name !== 'currency' && name !== 'orderId')
          .map(([name, value]) => (
            <Fact key={name} name={factTitle(name, known.get(name)?.title)}>
              {name === 'capability' && typeof value === 'string' ? (
                titleOf(value)
              ) : (
                <Shown value={shownValue(name, value, currency)} />
              )}
            </Fact>
          ))}
        {replaces !== null && (
          <Fact name="Instead of">
            <Id length={40}>{replaces}</Id>
          </Fact>
        )}
        {replacedBy !== null && (
          <Fact name="Asked anew">
            <Link to="/approvals/$id" params={{ id: replacedBy }} className="text-accent underline">
              the question after it
            </Link>
          </Fact>
        )}
        <Fact name="Key">
          <Id length={40}>{approval.key}</Id>
        </Fact>
      </Facts>
    </Card>
  );
}
