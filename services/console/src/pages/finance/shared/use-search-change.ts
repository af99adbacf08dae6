import { useNavigate } from '@tanstack/react-router';

type Change = Readonly<Record<string, string | undefined>>;

/** Changes the address's search; undefined takes a value out. Going back leaves the page, not the last filter. */
export function useSearchChange(): (change: Change) => void {
  const navigate = useNavigate();
  return (change) =>
    void navigate({ to: '.', search: ((now: object) => ({ ...now, ...change })) as never, replace: true });
}
