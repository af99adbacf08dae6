/** Addresses of one service's messaging; the name is the operator's word, so it is escaped. */
export const messagingOf = (service: string): string => `/api/${encodeURIComponent(service)}/messaging`;
export const replaysOf = (service: string): string => `${messagingOf(service)}/replays`;

export interface ConsumerStatus {
  readonly name: string;
  readonly state: string;
  readonly waiting: number;
  readonly deadLettered: number;
  /** Null when the broker could not be asked. */
  readonly lag:
    readonly { readonly stream: string; readonly pending: number; readonly unacknowledged: number }[] | null;
  readonly lagError: string | null;
}

/** What one process of a service says. Fields that a newer system adds are passed on as they are. */
export interface MessagingStatus {
  readonly service: string;
  readonly relay: {
    readonly state: string;
    readonly backlog: number;
    readonly oldestAgeS: number | null;
    readonly parked: number;
  };
  readonly consumers: readonly ConsumerStatus[];
  readonly readModels: readonly string[];
}

export interface ParkedRow {
  readonly outboxId: string;
  readonly messageId: string;
  readonly subject: string;
  readonly error: string;
  readonly parkedAt: string;
}

export interface Republication {
  readonly id: string;
  readonly state: 'running' | 'done' | 'aborted' | 'failed';
  readonly from: string;
  readonly until: string;
  readonly total: number;
  readonly published: number;
  readonly duplicates: number;
  readonly error: string | null;
}

export interface Replay {
  readonly id: string;
  readonly model: string;
  readonly phase: string;
  readonly reason: string;
  readonly actor: string;
  readonly taken: number;
  readonly total: number;
  readonly handled: number;
  readonly failed: number;
  readonly failures: readonly { readonly place: string; readonly error: string }[];
  readonly etaSeconds: number | null;
  readonly pauseMs: number | null;
  readonly startedAt: string;
  readonly endedAt: string | null;
  readonly error: string | null;
}
