import { createFileRoute } from '@tanstack/react-router';
import { TaskPage } from '../../pages/tasks/task-page';
import { readTaskSearch } from '../../pages/tasks/task-search';

export const Route = createFileRoute('/_console/tasks/$id')({ validateSearch: readTaskSearch, component: TaskPage });
