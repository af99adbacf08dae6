import { OrderName } from '../../ui/order-name';
import { orderOfTask } from './task-order';
import type { TaskView } from './tasks-search';

interface TaskAboutProps {
  readonly task: Pick<TaskView, 'subject' | 'context' | 'input'>;
}

/** What a task is about: its order by its number, else its subject. */
export function TaskAbout({ task }: TaskAboutProps) {
  const order = orderOfTask(task);
  if (order === undefined) return <>{task.subject}</>;
  return (
    <OrderName id={order} lead="order ">
      {task.subject}
    </OrderName>
  );
}
