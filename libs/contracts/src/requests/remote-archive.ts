import { answererOf, type Answerer, type ArchiveQuery, type ArchiveReader, type Requests } from '@vividwalls/messaging';
import { outboxArchive } from './outbox-archive.js';

/** The archive of another service, page by page behind {@link outboxArchive}. */
export function remoteArchive(requests: Pick<Requests, 'ask'>, service: string): ArchiveReader {
  const contract = outboxArchive(service);
  return {
    async page({ subjects, from, after = '0', limit }: ArchiveQuery) {
      const question = { subjects, after, limit, ...(from && { from: from.toISOString() }) };
      const { messages, ...rest } = await requests.ask(contract, question);
      return {
        ...rest,
        messages: messages.map(({ id, storedAt, ...message }) => ({
          ...message,
          row: id,
          createdAt: new Date(storedAt),
        })),
      };
    },
  };
}

/** What answers {@link outboxArchive} for a service from its own archive. */
export function archiveAnswerer(service: string, archive: ArchiveReader): Answerer {
  return answererOf('archiveAnswerer', outboxArchive(service), async ({ subjects, after, from, limit }) => {
    const { messages, ...rest } = await archive.page({ subjects, after, limit, ...(from && { from: new Date(from) }) });
    return {
      ...rest,
      messages: messages.map(({ row, createdAt, ...message }) => ({
        ...message,
        id: row,
        storedAt: createdAt.toISOString(),
      })),
    };
  });
}
