import { createFileRoute } from '@tanstack/react-router';
import { LedgerPage } from '../../pages/finance/ledger/ledger-page';
import { ledgerSearch } from '../../pages/finance/ledger/ledger-search';

export const Route = createFileRoute('/_console/finance/ledger')({
  validateSearch: ledgerSearch,
  component: LedgerPage,
});
