/** The shop's mark: a framed V. */
export const Mark = ({ className }: { readonly className?: string }) => (
  <svg viewBox="0 0 32 32" aria-hidden className={className}>
    <rect width="32" height="32" rx="7" fill="#4338ca" />
    <path d="M8 8h16v16H8z" fill="none" stroke="#fff" strokeWidth="2" />
    <path
      d="M11.5 12.5 16 21l4.5-8.5"
      fill="none"
      stroke="#fff"
      strokeWidth="2.4"
      strokeLinecap="round"
      strokeLinejoin="round"
    />
  </svg>
);
