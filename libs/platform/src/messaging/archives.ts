import { remoteArchive } from '@vividwalls/contracts';
import { STREAMS } from '@vividwalls/events';
import { OutboxArchiveReader, type ArchiveReader, type MessagingSettings } from '@vividwalls/messaging';

/**
 * Where the events of a stream lie once the stream has dropped them: in its producer's outbox. A service reads its own, and
 * asks any other for pages of theirs. Streams that anyone may publish to have no such place.
 */
export function archives(service: string): NonNullable<MessagingSettings['archiveOf']> {
  return ({ dataSource, requests }) => {
    const own = new OutboxArchiveReader(dataSource);
    return (stream): ArchiveReader | undefined => {
      const { producer } = STREAMS.find(({ name }) => name === stream) ?? { producer: null };
      if (producer === null || producer === '*') return undefined;
      return producer === service ? own : remoteArchive(requests, producer);
    };
  };
}
