import { ShieldCheck } from 'lucide-react';
import { Button, type ButtonLook } from '../../../ui/button';
import { useVerification } from './use-verification';

export function VerifyButton({ look = 'plain' }: { readonly look?: ButtonLook }) {
  const { isRunning, verify } = useVerification();
  return (
    <Button look={look} isBusy={isRunning} icon={<ShieldCheck aria-hidden className="size-4" />} onClick={verify}>
      Verify the chain
    </Button>
  );
}
