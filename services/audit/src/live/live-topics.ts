import { Problem } from '@vividwalls/platform';

const TOPICS_MAX = 50;
const TOPIC = /^[a-z0-9_-]+(\.[a-z0-9_-]+){0,3}$/;

/**
 * Reads `topics=shop.order,finance`: beginnings of types after `vw.`, by whole words. Left out, everything is wanted.
 * @throws Problem 400 for what is no topic
 */
export function readTopics(text: string | undefined): readonly string[] {
  const topics = (text ?? '')
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '');
  if (topics.length > TOPICS_MAX) throw new Problem(400, 'Bad topics', `At most ${TOPICS_MAX} topics.`);
  const wrong = topics.find((topic) => !TOPIC.test(topic));
  if (wrong !== undefined)
    throw new Problem(400, 'Bad topics', `${wrong.slice(0, 80)} is no topic such as shop.order.`);
  return topics;
}

/** Whether a type, `vw.shop.order.paid.v1`, is of one of the topics. */
export function isOfTopics(type: string, topics: readonly string[]): boolean {
  return topics.length === 0 || topics.some((topic) => type.startsWith(`vw.${topic}.`) || type === `vw.${topic}`);
}
