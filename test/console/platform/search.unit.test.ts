import { validateAccountsSearch, validateOverviewSearch } from '../../../console/src/platform/search.js';

const [since, until] = ['2026-01-01T09:00:00.000Z', '2026-01-01T10:00:00.000Z'];

describe('what the address of the platform’s screens says', () => {
  it.each([
    [{}, {}],
    [{ span: '6h' }, { span: '6h' }],
    [{ span: '1h' }, {}],
    [{ span: '7d' }, {}],
    [
      { since, until },
      { since, until },
    ],
    [
      { since, until, span: '6h' },
      { since, until },
    ],
    [{ since, span: '24h' }, { span: '24h' }],
    [{ since: 'yesterday', until }, {}],
  ])('%j shows the overview of %j', (search, shown) => {
    expect(validateOverviewSearch(search)).toEqual(shown);
  });

  it.each([
    [{ q: 'bolt' }, { q: 'bolt' }],
    [{ q: 42 }, { q: '42' }],
    [{ q: '' }, {}],
    [{ q: ['bolt'] }, {}],
  ])('%j shows the accounts of %j', (search, shown) => {
    expect(validateAccountsSearch(search)).toEqual(shown);
  });
});
