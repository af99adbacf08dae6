import type { System } from '../system.js';

/** Posts to the API with the owner's key, or another. @returns the answer, which must be a success */
export async function posted<T>(system: System, path: string, body: object, key = system.key): Promise<T> {
  const answer = await system.ask(path, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (answer.status >= 300) throw new Error(`POST ${path} was answered with ${answer.status}: ${answer.text}`);
  return answer.json<T>();
}
