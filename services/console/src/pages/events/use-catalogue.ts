import { queryOptions, useQuery } from '@tanstack/react-query';
import { noAnswer, problemOf } from '../../api/problem';
import { Catalogue, type EventDocument } from './catalogue';

/** The events' schemas change with the program only. */
const catalogueQuery = queryOptions({
  queryKey: ['event-catalogue'],
  staleTime: Infinity,
  queryFn: async (): Promise<Catalogue> => {
    const answer = await fetch('/api/asyncapi.json').catch(() => Promise.reject(noAnswer()));
    if (!answer.ok) throw problemOf(answer.status, await answer.text());
    return new Catalogue((await answer.json()) as EventDocument);
  },
});

/** Every event there is, with the schema of its data; `/api/asyncapi.json` is asked for once. */
export const useCatalogue = () => useQuery(catalogueQuery);
