import { createTheme, localStorageColorSchemeManager, Modal, Tooltip } from '@mantine/core';

/**
 * What Mantine's components start from. Its variables are not made from this but stand in console.css, since a style element would be refused. For
 * the same reason scrolling is locked there while a dialog is open.
 */
export const theme = createTheme({
  cursorType: 'pointer',
  defaultRadius: 'sm',
  respectReducedMotion: true,
  components: {
    Modal: Modal.extend({
      defaultProps: {
        lockScroll: false,
        centered: true,
        transitionProps: { duration: 100 },
        closeButtonProps: { 'aria-label': 'Close' },
      },
    }),
    Tooltip: Tooltip.extend({ defaultProps: { openDelay: 300, events: { hover: true, focus: true, touch: true } } }),
  },
});

/** The one thing that the console keeps in a browser. */
export const colorSchemeManager = localStorageColorSchemeManager({ key: 'waypost-color-scheme' });
