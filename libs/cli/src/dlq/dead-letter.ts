/** An event that no attempt could handle. Fields that a newer system adds are passed on as they are. */
export interface DeadLetter {
  readonly sequence: number;
  /** The envelope's payload where the dead letter is an event itself. */
  readonly data?: Partial<DeadLetterFacts>;
  readonly time?: string;
}

export interface DeadLetterFacts {
  readonly consumer: string;
  readonly reason: string;
  readonly error: string;
  readonly attempts: number;
  readonly origin: {
    readonly stream: string;
    readonly sequence: number;
    readonly eventId: string | null;
    readonly eventType: string | null;
  };
}

/** The facts, whether they stand in an envelope or by themselves. */
export const factsOf = (letter: DeadLetter): Partial<DeadLetterFacts> =>
  letter.data ?? (letter as Partial<DeadLetterFacts>);
