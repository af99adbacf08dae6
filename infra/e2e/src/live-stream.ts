/** What was told by a stream of server-sent events. */
export interface Told {
  readonly id: number;
  readonly event: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** One stream, read as it comes. */
export interface LiveStream {
  readonly told: readonly Told[];
  /** Resolves when it has ended, however it did. */
  readonly ended: Promise<void>;
  /** Goes away from it. */
  leave(): void;
}

/** Opens a stream. @returns the answer instead when it is not one */
export async function openStream(url: string, headers: Record<string, string>): Promise<LiveStream | Response> {
  const left = new AbortController();
  const answer = await fetch(url, { headers, signal: left.signal });
  if (answer.status !== 200) return answer;
  const told: Told[] = [];
  const ended = read(answer, told).catch(() => undefined);
  return { told, ended, leave: () => left.abort() };
}

async function read(answer: Response, told: Told[]): Promise<void> {
  let rest = '';
  const decoder = new TextDecoder();
  for await (const part of answer.body!) {
    const blocks = (rest + decoder.decode(part as Uint8Array, { stream: true })).split('\n\n');
    rest = blocks.pop()!;
    for (const block of blocks) {
      const [, id, event, data] = /id: (\d+)\nevent: (\w+)\ndata: (.*)$/s.exec(block) ?? [];
      if (data !== undefined) told.push({ id: Number(id), event: event!, data: JSON.parse(data) as Told['data'] });
    }
  }
}
