import { createFileRoute } from '@tanstack/react-router';
import { exactly } from '../../app/address-search';
import { TasksPage } from '../../pages/tasks/tasks-page';
import { readTasksSearch } from '../../pages/tasks/tasks-search';

export const Route = createFileRoute('/_console/tasks/')({
  validateSearch: exactly(readTasksSearch),
  component: TasksPage,
});
