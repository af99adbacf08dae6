import {
  createSortedRowModel,
  rowSortingFeature,
  sortFn_basic,
  tableFeatures,
  useTable,
  type ColumnDef,
  type RowData,
} from '@tanstack/react-table';
import { useNavigate } from '@tanstack/react-router';
import { useVirtualizer } from '@tanstack/react-virtual';
import { ArrowDown, ArrowUp, ChevronsUpDown } from 'lucide-react';
import { memo, useMemo, useRef, type KeyboardEvent, type ReactNode } from 'react';
import { Button } from './button';
import { cx } from './class-names';

/** Fewer rows are all drawn: the browser's own search then finds them. */
const VIRTUAL_FROM = 200;
const ROW_PX = 41;
const OVERSCAN = 12;

export interface Column<Row> {
  readonly id: string;
  readonly header: string;
  readonly cell: (row: Row) => ReactNode;
  /** What the column is sorted by; without it, it can't be. Only for lists that are whole. */
  readonly sortBy?: (row: Row) => string | number | bigint | null;
  readonly align?: 'right';
  /** Takes the room that is left, and cuts what does not fit; on a phone it wraps. */
  readonly isWide?: boolean;
  /** Left out where there is little room; `wide`: also where there is not much. */
  readonly isSecondary?: boolean | 'wide';
}

export interface DataTableProps<Row> {
  /** Said to those who do not see it: what the rows are. */
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  /** Where a row leads: by click, and by Enter. */
  readonly rowTo?: (row: Row) => string;
  readonly onRow?: (row: Row) => void;
  readonly isSelected?: (row: Row) => boolean;
  /** Instead of rows when there are none. */
  readonly empty: ReactNode;
  /** What all rows come to, by the id of the column; the first column says so in words. */
  readonly totals?: readonly Readonly<Record<string, ReactNode>>[] | undefined;
  readonly more?: { readonly hasMore: boolean; readonly isLoading: boolean; readonly load: () => void };
}

const NO_ROWS: never[] = [];

const features = tableFeatures({
  rowSortingFeature,
  sortedRowModel: createSortedRowModel(),
  sortFns: { basic: sortFn_basic },
});

/**
 * Rows of one kind. Long lists draw only what is seen. By keyboard: the arrows (or j and k) go from row to row, Enter opens one.
 */
export function DataTable<Row extends RowData>(props: DataTableProps<Row>) {
  const { label, columns, rows, rowKey, empty, more } = props;
  const box = useRef<HTMLDivElement>(null);
  const definitions = useMemo(
    () =>
      columns.map(({ id, header, sortBy }): ColumnDef<typeof features, Row> => ({
        ...{ id, header, sortFn: 'basic', sortUndefined: 'last' },
        // Unknown is at the end in both directions.
        accessorFn: (row) => sortBy?.(row) ?? undefined,
        enableSorting: sortBy !== undefined,
      })),
    [columns],
  );
  // Lists that nobody can sort, such as those that go on by themselves, need no model of their rows.
  const isSortable = columns.some(({ sortBy }) => sortBy !== undefined);
  const table = useTable({ features, columns: definitions, data: isSortable ? rows : NO_ROWS, getRowId: rowKey });
  const sorted = isSortable ? table.getRowModel().rows.map(({ original }) => original) : rows;
  const isVirtual = sorted.length > VIRTUAL_FROM;
  // Rows that open something can be gone to by keyboard; else the box itself can, so that it scrolls.
  const opens = props.rowTo !== undefined || props.onRow !== undefined;
  const virtual = useVirtualizer({
    count: isVirtual ? sorted.length : 0,
    getScrollElement: () => box.current,
    estimateSize: () => ROW_PX,
    overscan: OVERSCAN,
  });
  if (rows.length === 0) return empty;
  const seen = virtual.getVirtualItems();
  const shown = isVirtual
    ? seen.map(({ index }) => ({ index, row: sorted[index]! }))
    : sorted.map((row, index) => ({ index, row }));
  const above = seen[0]?.start ?? 0;
  const below = isVirtual ? virtual.getTotalSize() - (seen.at(-1)?.end ?? 0) : 0;
  return (
    <div>
      <div
        ref={box}
        tabIndex={isVirtual || !opens ? 0 : undefined}
        className={cx('overflow-auto', isVirtual && 'max-h-[70vh]')}
      >
        <table
          aria-label={label}
          aria-rowcount={sorted.length + 1}
          // Rows that are drawn one by one must all be as high.
          data-wraps={isVirtual ? undefined : true}
          className="group/table w-full border-collapse text-left"
        >
          <thead className="sticky top-0 z-10 bg-surface">
            {table.getHeaderGroups().map((group) => (
              <tr key={group.id} className="border-b border-line">
                {group.headers.map(({ id, column }, at) => (
                  <HeaderCell
                    key={id}
                    of={columns[at]!}
                    sorted={column.getIsSorted()}
                    onSort={column.getCanSort() ? column.getToggleSortingHandler() : undefined}
                  />
                ))}
              </tr>
            ))}
          </thead>
          <tbody>
            {above > 0 && <Gap height={above} columns={columns.length} />}
            {shown.map(({ row, index }) => (
              <TableRow key={rowKey(row)} row={row} index={index} {...props} />
            ))}
            {below > 0 && <Gap height={below} columns={columns.length} />}
          </tbody>
          {props.totals !== undefined && props.totals.length > 0 && <Totals totals={props.totals} columns={columns} />}
        </table>
      </div>
      {more?.hasMore && (
        <div className="flex justify-center border-t border-line p-2">
          <Button isSmall isBusy={more.isLoading} onClick={more.load}>
            Load more
          </Button>
        </div>
      )}
    </div>
  );
}

interface TotalsProps<Row> {
  readonly totals: readonly Readonly<Record<string, ReactNode>>[];
  readonly columns: readonly Column<Row>[];
}

function Totals<Row>({ totals, columns }: TotalsProps<Row>) {
  return (
    <tfoot>
      {totals.map((total, at) => (
        <tr key={at} className="border-t border-line bg-sunken font-semibold">
          {columns.map(({ id, align, isSecondary, isWide }, column) => {
            const Cell = column === 0 ? 'th' : 'td';
            return (
              <Cell key={id} {...(column === 0 && { scope: 'row' })} className={cellClass(align, isSecondary, isWide)}>
                {total[id]}
              </Cell>
            );
          })}
        </tr>
      ))}
    </tfoot>
  );
}

interface HeaderCellProps<Row> {
  readonly of: Column<Row>;
  readonly sorted: false | 'asc' | 'desc';
  readonly onSort: ((event: unknown) => void) | undefined;
}

function HeaderCell<Row>({ of: { header, align, isSecondary, isWide }, sorted, onSort }: HeaderCellProps<Row>) {
  const Icon = sorted === false ? ChevronsUpDown : sorted === 'asc' ? ArrowUp : ArrowDown;
  const order = sorted === false ? undefined : sorted === 'asc' ? 'ascending' : 'descending';
  return (
    <th
      scope="col"
      aria-sort={order}
      className={cx(cellClass(align, isSecondary, isWide), 'text-[13px] font-medium text-ink-3')}
    >
      {onSort ? (
        <button
          type="button"
          onClick={onSort}
          className="-my-0.5 inline-flex min-h-[24px] items-center gap-1 hover:text-ink"
        >
          {header}
          <Icon aria-hidden className="size-3" />
        </button>
      ) : (
        header
      )}
    </th>
  );
}

interface TableRowProps<Row> extends Pick<DataTableProps<Row>, 'columns' | 'rowTo' | 'onRow' | 'isSelected'> {
  readonly row: Row;
  readonly index: number;
}

function TableRow<Row>({ row, index, columns, rowTo, onRow, isSelected }: TableRowProps<Row>) {
  const navigate = useNavigate();
  const opens = rowTo !== undefined || onRow !== undefined;
  const open = (): void => {
    if (rowTo) void navigate({ to: rowTo(row) });
    else onRow?.(row);
  };
  return (
    <tr
      aria-rowindex={index + 2}
      aria-selected={isSelected?.(row)}
      data-row
      tabIndex={opens ? 0 : undefined}
      className={cx(
        'border-b border-line last:border-0',
        opens && 'cursor-pointer hover:bg-sunken aria-selected:bg-accent-soft',
      )}
      onClick={(event) => {
        // What stands in the row and does something of its own does only that; selecting text opens nothing.
        const isOwn = (event.target as HTMLElement).closest('a,button,input,select,label');
        if (opens && !isOwn && (getSelection()?.toString() ?? '') === '') open();
      }}
      onKeyDown={(event) => {
        if (event.target !== event.currentTarget) return;
        if (event.key === 'Enter') open();
        else moveFocus(event);
      }}
    >
      <Cells row={row} columns={columns} />
    </tr>
  );
}

/** What stands in a row is drawn again only when the row is another one; its place may change four times a second. */
const Cells = memo(CellsOf) as typeof CellsOf;

interface CellsProps<Row> {
  readonly row: Row;
  readonly columns: readonly Column<Row>[];
}

function CellsOf<Row>({ row, columns }: CellsProps<Row>): ReactNode {
  return columns.map(({ id, cell, align, isSecondary, isWide }) => (
    <td key={id} className={cellClass(align, isSecondary, isWide)}>
      {cell(row)}
    </td>
  ));
}

/** On a phone, what tells one row from another is read whole. */
const WRAPS =
  'max-sm:group-data-wraps/table:whitespace-normal max-sm:group-data-wraps/table:break-words max-sm:group-data-wraps/table:[&_.truncate]:whitespace-normal';

const cellClass = (align?: 'right', isSecondary?: boolean | 'wide', isWide?: boolean): string =>
  cx(
    'h-10 px-4 py-1.5 align-middle',
    isWide ? `w-full max-w-0 min-w-36 truncate ${WRAPS}` : 'whitespace-nowrap',
    align === 'right' && 'text-right',
    isSecondary && (isSecondary === 'wide' ? 'max-xl:hidden' : 'max-md:hidden'),
  );

const Gap = ({ height, columns }: { readonly height: number; readonly columns: number }) => (
  <tr aria-hidden>
    <td colSpan={columns} style={{ height, padding: 0 }} />
  </tr>
);

const STEPS: Readonly<Record<string, 'nextElementSibling' | 'previousElementSibling'>> = {
  ArrowDown: 'nextElementSibling',
  j: 'nextElementSibling',
  ArrowUp: 'previousElementSibling',
  k: 'previousElementSibling',
};

function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  const step = STEPS[event.key];
  const next = step && event.currentTarget[step];
  if (!(next instanceof HTMLElement) || !('row' in next.dataset)) return;
  event.preventDefault();
  next.focus();
}
