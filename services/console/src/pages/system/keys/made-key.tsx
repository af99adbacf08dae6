import { useState } from 'react';
import { Check, Copy } from 'lucide-react';
import { Button } from '../../../ui/button';
import { Dialog } from '../../../ui/dialog';
import { Field, Input } from '../../../ui/field';

interface MadeKeyProps {
  readonly name: string;
  readonly secret: string;
  readonly onClose: () => void;
}

/** The key, this one time. */
export function MadeKey({ name, secret, onClose }: MadeKeyProps) {
  const [isCopied, setCopied] = useState(false);
  const Icon = isCopied ? Check : Copy;
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={`The key ${name} is made`}
      description="Copy it now and keep it safe. It is shown only once."
      footer={
        <>
          <Button
            look="primary"
            icon={<Icon aria-hidden className="size-4" />}
            onClick={() => void navigator.clipboard?.writeText(secret).then(() => setCopied(true))}
          >
            {isCopied ? 'Copied' : 'Copy the key'}
          </Button>
          <Button onClick={onClose}>Done</Button>
        </>
      }
    >
      <Field label="Key" hint="Programs send it as: Authorization: Bearer, then the key.">
        {(id) => (
          <Input
            id={id}
            readOnly
            className="font-mono text-[13px]"
            value={secret}
            onFocus={({ target }) => target.select()}
          />
        )}
      </Field>
    </Dialog>
  );
}
