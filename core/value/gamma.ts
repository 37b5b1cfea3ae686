// Stirling's series B2k / (2k (2k − 1) z^(2k − 1)), NIST DLMF 5.11.1; at z ≥ 12 seven terms leave less than 1e-17.
const shiftTo = 12;
const halfLogTwoPi = 0.9189385332046727;

const tailOfLogGamma = (z: number): number => {
  const w = 1 / (z * z);
  return (
    (1 / 12 -
      w *
        (1 / 360 - w * (1 / 1260 - w * (1 / 1680 - w * (1 / 1188 - w * (691 / 360_360 - w * (1 / 156))))))) /
    z
  );
};

// NIST DLMF 5.11.2 without its first two terms: ψ(z) = ln z − 1/(2z) − tail.
const tailOfDigamma = (z: number): number => {
  const w = 1 / (z * z);
  return (
    w *
    (1 / 12 -
      w * (1 / 120 - w * (1 / 252 - w * (1 / 240 - w * (1 / 132 - w * (691 / 32_760 - w * (1 / 12)))))))
  );
};

/**
 * Returns ln Γ(z) for z > 0, to about 1e-15 of max(1, |ln Γ(z)|). Recurrence up to z ≥ 12, then Stirling's series
 * (NIST DLMF 5.5.1 and 5.11.1). Outside its range the result is NaN or infinite, never an exception.
 */
export const logGamma = (z: number): number => {
  let product = 1;
  let at = z;
  for (; at < shiftTo; at++) product *= at;
  return (at - 0.5) * Math.log(at) - at + halfLogTwoPi + tailOfLogGamma(at) - Math.log(product);
};

/** Returns ψ(z), the derivative of {@link logGamma}, for z > 0, to about 1e-15 of max(1, |ψ(z)|) (DLMF 5.5.2, 5.11.2). */
export const digamma = (z: number): number => {
  let sum = 0;
  let at = z;
  for (; at < shiftTo; at++) sum += 1 / at;
  return Math.log(at) - 0.5 / at - tailOfDigamma(at) - sum;
};

/**
 * Returns ln Γ(z + n) − ln Γ(z), the logarithm of the rising factorial, for z > 0 and n ≥ 0 (not only whole n).
 * The two logarithms are never subtracted, so nothing is lost where z is 10^8 and n is 3.
 */
export const logRising = (z: number, n: number): number => {
  if (n === 0) return 0;
  let product = 1;
  let at = z;
  for (; at < shiftTo; at++) product *= (at + n) / at;
  const stirling = (at - 0.5) * Math.log1p(n / at) + n * Math.log(at + n) - n;
  return stirling + tailOfLogGamma(at + n) - tailOfLogGamma(at) - Math.log(product);
};

/** Returns ψ(z + n) − ψ(z), the derivative of {@link logRising} by z, for z > 0 and n ≥ 0, with the same care. */
export const digammaRise = (z: number, n: number): number => {
  if (n === 0) return 0;
  let sum = 0;
  let at = z;
  for (; at < shiftTo; at++) sum += n / (at * (at + n));
  const stirling = Math.log1p(n / at) + (0.5 * n) / (at * (at + n));
  return stirling - tailOfDigamma(at + n) + tailOfDigamma(at) + sum;
};
