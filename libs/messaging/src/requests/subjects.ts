import type { RequestContract } from './contract.js';

/*
 * <ns>.request.<service>.<name>                questions; the replicas of the service share them
 * <ns>.request.<service>.cancel                answers nobody waits for any more; every replica hears it. No contract
 *                                              has this name: theirs have two words or more.
 * <ns>.answer.<asker>.<connection>.<question>  answers. Each service may subscribe to its own only, and everyone may publish
 *                                              here: who answers must know the last two words, which cannot be guessed.
 *
 * Answers have a place apart from the client's inbox, into which nobody but the broker may write: acknowledgements and
 * pulled messages come there. And no `allow_responses`: it would let a service publish anywhere, by asking itself a
 * question whose answer goes to the subject it wants.
 */

export function questionSubject(
  namespace: string,
  { service, name }: Pick<RequestContract, 'service' | 'name'>,
): string {
  return `${namespace}.request.${service}.${name}`;
}

export function cancelSubject(namespace: string, service: string): string {
  return `${namespace}.request.${service}.cancel`;
}

/** Where answers to this asker come. */
export function answersOf(namespace: string, asker: string): string {
  return `${namespace}.answer.${asker}`;
}

/**
 * True for an address of answers. Questions with any other are not answered: whoever asks chooses the address, and the answer
 * is published with the answerer's rights.
 */
export function isAnswerSubject(namespace: string, subject: string | undefined): subject is string {
  return subject !== undefined && subject.startsWith(`${namespace}.answer.`);
}
