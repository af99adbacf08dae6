import { Injectable } from '@nestjs/common';

/** A dependency that does not answer in this time is not ready. */
const CHECK_TIMEOUT_MS = 2_000;

export interface CheckResult {
  readonly ok: boolean;
  readonly detail?: string;
  readonly [more: string]: unknown;
}

export interface Readiness {
  readonly ok: boolean;
  readonly checks: Readonly<Record<string, CheckResult>>;
}

type Check = () => Promise<CheckResult>;

/** The named checks of a service; it is ready when all of them pass. */
@Injectable()
export class HealthChecks {
  private readonly checks = new Map<string, Check>();

  add(name: string, check: Check): void {
    this.checks.set(name, check);
  }

  /** @param wanted which checks; all when left out */
  async readiness(wanted: (name: string) => boolean = () => true): Promise<Readiness> {
    const results = await Promise.all(
      [...this.checks]
        .filter(([name]) => wanted(name))
        .map(async ([name, check]): Promise<[string, CheckResult]> => [name, await bounded(check)]),
    );
    return { ok: results.every(([, result]) => result.ok), checks: Object.fromEntries(results) };
  }
}

async function bounded(check: Check): Promise<CheckResult> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<CheckResult>((resolve) => {
    timer = setTimeout(() => resolve({ ok: false, detail: `no answer in ${CHECK_TIMEOUT_MS} ms` }), CHECK_TIMEOUT_MS);
  });
  try {
    return await Promise.race([check(), late]);
  } catch (error) {
    return { ok: false, detail: (error as Error).message };
  } finally {
    clearTimeout(timer);
  }
}
