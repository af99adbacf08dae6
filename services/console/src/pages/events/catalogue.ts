/** The part of JSON Schema that the events' schemas use. */
export interface EventSchema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly description?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly properties?: Readonly<Record<string, EventSchema>>;
  readonly required?: readonly string[];
  readonly items?: EventSchema;
  readonly allOf?: readonly EventSchema[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly maxLength?: number;
}

interface EventMessage {
  readonly name: string;
  readonly title: string;
  readonly summary?: string;
}

/** The AsyncAPI document, as far as it is read here. */
export interface EventDocument {
  readonly components: {
    readonly messages: Readonly<Record<string, EventMessage>>;
    readonly schemas: Readonly<Record<string, EventSchema>>;
  };
}

/** Every event there is, and what its fields mean. */
export class Catalogue {
  private readonly messages: ReadonlyMap<string, EventMessage>;

  constructor(private readonly document: EventDocument) {
    this.messages = new Map(Object.values(document.components.messages).map((message) => [message.name, message]));
  }

  /** All types, in the alphabet's order. */
  get types(): readonly string[] {
    return [...this.messages.keys()].sort();
  }

  /** What an event of the type tells, in a sentence. */
  summaryOf(type: string): string | undefined {
    return this.messages.get(type)?.summary;
  }

  titleOf(type: string): string | undefined {
    return this.messages.get(type)?.title;
  }

  /** The schema of the data; undefined for a type that this catalogue does not have. */
  schemaOf(type: string): EventSchema | undefined {
    const title = this.messages.get(type)?.title;
    return title === undefined ? undefined : this.document.components.schemas[title];
  }

  /** The schema of the attributes around the data. */
  get envelope(): EventSchema | undefined {
    return this.document.components.schemas['CloudEvent'];
  }

  /** A schema with what it refers to in place; what stands beside a reference wins. */
  resolved(schema: EventSchema): EventSchema {
    const { $ref, allOf, ...own } = schema;
    const parts = [...($ref === undefined ? [] : [this.referred($ref)]), ...(allOf ?? [])];
    return parts.reduce<EventSchema>((whole, part) => ({ ...this.resolved(part), ...whole }), own);
  }

  private referred($ref: string): EventSchema {
    return this.document.components.schemas[$ref.split('/').at(-1) ?? ''] ?? {};
  }
}

/** Streams and areas as beginnings of types, for suggestions: `vw.shop.*`. */
export function beginningsOf(types: readonly string[]): string[] {
  return [...new Set(types.map((type) => `${type.split('.').slice(0, 2).join('.')}.*`))];
}
