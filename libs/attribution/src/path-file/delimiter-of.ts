/** Comma first: a header with commas is separated by them, whatever else it holds. */
const DELIMITERS = [',', ';', '\t'];
/** No header is longer. */
const MOST_HEADER_BYTES = 65_536;

/** What separates the columns of a file, told by its header, and the whole file to be read after all. */
export async function delimiterOf(
  source: AsyncIterable<Uint8Array | string>,
): Promise<{ delimiter: string; chunks: AsyncIterable<Buffer> }> {
  const iterator = source[Symbol.asyncIterator]();
  const read: Buffer[] = [];
  let header = '';
  for (let bytes = 0; bytes < MOST_HEADER_BYTES && !header.includes('\n');) {
    const next = await iterator.next();
    if (next.done) break;
    const chunk = bytesOf(next.value);
    read.push(chunk);
    bytes += chunk.length;
    header += chunk.toString('latin1');
  }
  const [line = ''] = header.split('\n', 1);
  return { delimiter: DELIMITERS.find((one) => line.includes(one)) ?? ',', chunks: chunksOf(read, iterator) };
}

async function* chunksOf(read: readonly Buffer[], rest: AsyncIterator<Uint8Array | string>): AsyncIterable<Buffer> {
  yield* read;
  try {
    for (let next = await rest.next(); !next.done; next = await rest.next()) yield bytesOf(next.value);
  } finally {
    // A fault in the file ends the reading: a source that is open is closed.
    await rest.return?.();
  }
}

const bytesOf = (chunk: Uint8Array | string): Buffer =>
  typeof chunk === 'string' ? Buffer.from(chunk) : Buffer.from(chunk);
