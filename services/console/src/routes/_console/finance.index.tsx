import { createFileRoute } from '@tanstack/react-router';
import { PnlPage } from '../../pages/finance/pnl/pnl-page';
import { pnlSearch } from '../../pages/finance/pnl/pnl-search';

export const Route = createFileRoute('/_console/finance/')({ validateSearch: pnlSearch, component: PnlPage });
