import { createFileRoute } from '@tanstack/react-router';
import { exactly } from '../../app/address-search';
import { TaskPage } from '../../pages/tasks/task-page';
import { readTaskSearch } from '../../pages/tasks/task-search';

export const Route = createFileRoute('/_console/tasks/$id')({
  validateSearch: exactly(readTaskSearch),
  component: TaskPage,
});
