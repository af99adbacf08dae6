import { Download } from 'lucide-react';
import { buttonClass } from '../../../ui/button';
import { csvAddress } from './csv';

/** A report as a file for a spreadsheet. */
export const CsvLink = ({
  path,
  query,
  label = 'CSV',
}: {
  readonly path: `/api/finance/${string}`;
  readonly query: Parameters<typeof csvAddress>[1];
  readonly label?: string;
}) => (
  <a href={csvAddress(path, query)} download className={buttonClass('plain', true)}>
    <Download aria-hidden className="size-3.5" />
    {label}
  </a>
);
