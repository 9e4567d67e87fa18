//! From an even draw to a value of an assumption.

use guoban_kernel::normal::standard_normal;

use crate::maths;
use crate::number::to_f64;
use crate::pack::{Assumption, Distribution};

/// Distance of the 90% quantile of the standard normal distribution from its median.
const Z90: f64 = 1.281_551_565_544_600_4;

/// An assumption's distribution, ready for drawing.
#[derive(Clone, Debug, PartialEq)]
pub struct Drawn {
    distribution: Distribution,
    low: f64,
    mid: f64,
    high: f64,
}

impl Drawn {
    /// The distribution of an assumption.
    pub fn new(assumption: &Assumption) -> Self {
        let (low, mid, high) = (to_f64(assumption.low), to_f64(assumption.mid), to_f64(assumption.high));
        Self { distribution: assumption.distribution, low, mid, high }
    }

    /// The value at which the share `u` of the distribution lies below; u strictly between 0 and 1.
    pub fn quantile(&self, u: f64) -> f64 {
        let Self { low, mid, high, .. } = *self;
        match self.distribution {
            Distribution::Uniform => low + u * (high - low),
            Distribution::Discrete => f64::from(u8::from(u >= 1.0 - mid)),
            Distribution::Triangular if high <= low => mid,
            Distribution::Triangular => {
                let width = high - low;
                if u * width < mid - low {
                    low + maths::sqrt(u * width * (mid - low))
                } else {
                    high - maths::sqrt((1.0 - u) * width * (high - mid))
                }
            }
            Distribution::Normal => mid + spread(standard_normal(u), mid - low, high - mid),
            Distribution::LogNormal => {
                let log = maths::ln(mid);
                maths::exp(log + spread(standard_normal(u), log - maths::ln(low), maths::ln(high) - log))
            }
        }
    }
}

/// A normal deviate with its own scale on either side of the median.
fn spread(z: f64, below: f64, above: f64) -> f64 {
    z / Z90 * if z < 0.0 { below } else { above }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(distribution: Distribution, low: f64, mid: f64, high: f64) -> Drawn {
        Drawn { distribution, low, mid, high }
    }

    #[test]
    fn quantiles_pass_through_the_stated_points() {
        let close = |a: f64, b: f64| assert!((a - b).abs() < 1e-8, "{a} is not {b}");
        let normal = drawn(Distribution::Normal, -1.0, 2.0, 3.0);
        close(normal.quantile(0.1), -1.0);
        close(normal.quantile(0.5), 2.0);
        close(normal.quantile(0.9), 3.0);
        let log_normal = drawn(Distribution::LogNormal, 0.2, 0.5, 1.5);
        close(log_normal.quantile(0.1), 0.2);
        close(log_normal.quantile(0.5), 0.5);
        close(log_normal.quantile(0.9), 1.5);
        let triangular = drawn(Distribution::Triangular, 0.0, 1.0, 4.0);
        close(triangular.quantile(0.25), 1.0);
        close(triangular.quantile(1e-300), 0.0);
        close(drawn(Distribution::Uniform, 2.0, 3.0, 6.0).quantile(0.25), 3.0);
        let switch = drawn(Distribution::Discrete, 0.0, 0.3, 1.0);
        assert_eq!((switch.quantile(0.69), switch.quantile(0.71)), (0.0, 1.0));
    }

    #[test]
    fn a_range_without_width_gives_its_value() {
        assert_eq!(drawn(Distribution::Triangular, 2.0, 2.0, 2.0).quantile(0.7), 2.0);
    }
}
