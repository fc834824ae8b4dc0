import { QueryClient } from '@tanstack/react-query';
import { ApiError } from './apiError.js';
import { onSignInChange } from './session.js';

const MAX_RETRIES = 3;

/**
 * What screens know of the service. A query that may pass is asked again when the service says; what changes something is not, since only the
 * person can tell whether to.
 */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 2_000,
      retry: (failures, error) => failures < MAX_RETRIES && error instanceof ApiError && error.mayPass,
      retryDelay: (failures, error) => {
        const seconds = error instanceof ApiError ? error.retryAfterSeconds : null;
        return seconds === null ? 500 * 2 ** failures : seconds * 1_000;
      },
    },
    mutations: { retry: false },
  },
});

// Nothing that one person has seen is shown to the next one.
onSignInChange(() => {
  queryClient.clear();
});
