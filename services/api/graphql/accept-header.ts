type Value = Readonly<{ value: string; weight: number }>;

const weighed = (part: string): Value => {
  const [value = '', ...parameters] = part.split(';').map((text) => text.trim().toLowerCase());
  const weight = parameters.find((text) => text.startsWith('q='));
  return { value, weight: weight === undefined ? 1 : Number(weight.slice('q='.length)) };
};

/**
 * The values of an `Accept` or `Accept-Language` header in lower case, in order of preference. Values with the weight 0
 * or an invalid weight are left out.
 */
export const wantedOf = (header: string | undefined): readonly string[] =>
  (header ?? '')
    .split(',')
    .map(weighed)
    .filter(({ value, weight }) => value !== '' && weight > 0)
    .sort((one, other) => other.weight - one.weight)
    .map(({ value }) => value);
