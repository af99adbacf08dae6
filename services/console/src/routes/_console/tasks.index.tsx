import { createFileRoute } from '@tanstack/react-router';
import { TasksPage } from '../../pages/tasks/tasks-page';
import { readTasksSearch } from '../../pages/tasks/tasks-search';

export const Route = createFileRoute('/_console/tasks/')({ validateSearch: readTasksSearch, component: TasksPage });
