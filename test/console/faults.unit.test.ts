import { ApiError } from '../../console/src/api/apiError.js';
import { faultsByField } from '../../console/src/api/faults.js';

function refusal(...paths: string[]) {
  const errors = paths.map((path) => ({ path, message: `no ${path}` }));
  return new ApiError(400, { status: 'error', data: { code: 1000, message: 'Refused.', errors } });
}

describe('what an error says of the fields of a form', () => {
  it('is at the property or the parameter of a field, and at what is within it', () => {
    const error = refusal('/body/name', '/body/dc_ids/1', '/query/since');

    expect(faultsByField(error, ['name', 'dc_ids', 'since'])).toEqual({
      of: { name: 'no /body/name', dc_ids: 'no /body/dc_ids/1', since: 'no /query/since' },
      rest: null,
    });
  });

  it('is the first fault of a field', () => {
    expect(faultsByField(refusal('/body/dc_ids/1', '/body/dc_ids/2'), ['dc_ids']).of).toEqual({
      dc_ids: 'no /body/dc_ids/1',
    });
  });

  it('is shown above the form, where a fault belongs to none of them', () => {
    const error = refusal('/body/name', '/headers/authorization');

    expect(faultsByField(error, ['name', 'authorization'])).toEqual({ of: { name: 'no /body/name' }, rest: error });
  });

  it('is shown above the form, where it is no fault of the request', () => {
    const error = new ApiError(503, undefined);

    expect(faultsByField(error, ['name'])).toEqual({ of: {}, rest: error });
  });
});
