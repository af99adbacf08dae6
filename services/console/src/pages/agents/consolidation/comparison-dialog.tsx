import { Json } from '../../../ui/code';
import { Dialog } from '../../../ui/dialog';
import { Answered } from '../../../ui/loading';
import { AgentName, TaskLink } from '../../../ui/place-links';
import { STATES } from '../../tasks/task-words';
import { useCapabilityTitle } from '../../approvals/use-capability-title';
import { ComparisonVerdict, type Comparison } from './comparisons';
import { useTask } from './use-board';

interface ComparisonDialogProps {
  readonly of: Comparison;
  readonly onClose: () => void;
}

/** Both outputs of one comparison, beside each other. */
export function ComparisonDialog({ of, onClose }: ComparisonDialogProps) {
  const { capability, differences, comparator, taskId, proposalTaskId } = of;
  const titleOf = useCapabilityTitle();
  return (
    <Dialog isOpen isWide onClose={onClose} title={titleOf(capability)} description={`Compared by ${comparator}.`}>
      <div className="flex flex-col gap-3">
        <p className="flex flex-wrap items-baseline gap-2">
          <ComparisonVerdict of={of} />
          <span className="min-w-0 flex-1 break-words">{differences || 'No difference.'}</span>
        </p>
        <div className="grid gap-3 md:grid-cols-2">
          <Output title="What was done" taskId={taskId} />
          <Output title="What was proposed" taskId={proposalTaskId} />
        </div>
      </div>
    </Dialog>
  );
}

function Output({ title, taskId }: { readonly title: string; readonly taskId: string }) {
  const task = useTask(taskId);
  return (
    <section className="min-w-0">
      <h3 className="flex items-baseline justify-between gap-2 pb-1 font-medium">
        {title}
        <TaskLink id={taskId} />
      </h3>
      <Answered of={task} lines={4}>
        {({ output, error, state, agentId }) => (
          <>
            <p className="pb-1 text-[13px] text-ink-3">
              {agentId === null ? 'Nobody yet' : <AgentName id={agentId} />}: {STATES[state].label}
            </p>
            {output === null ? (
              <p className="text-ink-2">No output{error && `: ${error.message}`}</p>
            ) : (
              <Json value={output} />
            )}
          </>
        )}
      </Answered>
    </section>
  );
}
