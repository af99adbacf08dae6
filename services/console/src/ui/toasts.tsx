import { Toast } from '@base-ui/react/toast';
import { X } from 'lucide-react';

/**
 * Where notices stand: at the foot of the sidebar, or where there is none, above what stands at the bottom of a page. They cover
 * nothing that can be pressed.
 */
const PLACE =
  'fixed z-50 flex flex-col gap-2 lg:bottom-3 lg:left-2 lg:w-52 max-lg:bottom-4 max-lg:right-4 max-lg:w-80 ' +
  'max-lg:max-w-[calc(100vw-2rem)] max-lg:[body:has([data-bottom-bar])_&]:bottom-36';

/** Says for a few seconds that something was done; what failed stays where it failed. */
export const toasts = Toast.createToastManager();

export const said = (title: string, description?: string): void =>
  void toasts.add({ title, ...(description !== undefined && { description }), timeout: 5_000 });

export function Toasts() {
  return (
    <Toast.Provider toastManager={toasts}>
      <Toast.Portal>
        <Toast.Viewport className={PLACE}>
          <ToastList />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  );
}

function ToastList() {
  return Toast.useToastManager().toasts.map((toast) => (
    <Toast.Root key={toast.id} toast={toast} className="rounded-lg border border-line bg-raised p-3 shadow-raised">
      <Toast.Content className="flex gap-2">
        <div className="min-w-0 flex-1">
          <Toast.Title className="font-medium" />
          <Toast.Description className="text-ink-2" />
        </div>
        <Toast.Close aria-label="Close" className="self-start rounded p-0.5 text-ink-3 hover:text-ink">
          <X aria-hidden className="size-4" />
        </Toast.Close>
      </Toast.Content>
    </Toast.Root>
  ));
}
