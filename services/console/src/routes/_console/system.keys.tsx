import { createFileRoute } from '@tanstack/react-router';
import { KeysPage } from '../../pages/system/keys/keys-page';

export const Route = createFileRoute('/_console/system/keys')({ component: KeysPage });
