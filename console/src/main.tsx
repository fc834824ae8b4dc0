import './mantine.js';
import './console.css';
import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { queryClient } from './api/queryClient.js';
import { openSession } from './api/session.js';
import { router } from './router.js';
import { colorSchemeManager, theme } from './theme.js';

/** What a link carries behind its `#` is out of the address bar, and of the history, before anything else happens. */
function takeLink(): string | null {
  const link = new URLSearchParams(location.hash.slice(1)).get('link');
  if (link !== null) history.replaceState(history.state, '', location.pathname + location.search);
  return link;
}

void openSession(takeLink());
// A link that is opened in a page that shows the console already loads nothing.
addEventListener('hashchange', () => {
  const link = takeLink();
  if (link !== null) void openSession(link);
});

const place = document.getElementById('console');
if (!place) throw new Error('The page has no place for the console.');
createRoot(place).render(
  <StrictMode>
    {/* Its variables and classes stand in style sheets: style elements are refused by the page's policy. */}
    <MantineProvider
      theme={theme}
      defaultColorScheme="auto"
      colorSchemeManager={colorSchemeManager}
      withCssVariables={false}
      withGlobalClasses={false}
    >
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>
  </StrictMode>,
);
