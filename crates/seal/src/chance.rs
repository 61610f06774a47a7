//! Our `Random` in the shape that the cryptographic crates ask for.

use std::convert::Infallible;

use hpke::rand_core::{TryCryptoRng, TryRng};
use zegel_model::Random;

/// Whoever hands us a [`Random`] promises that it cannot be predicted; that promise is passed on.
pub(crate) struct Chance<'a>(pub(crate) &'a dyn Random);

impl TryRng for Chance<'_> {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        let mut bytes = [0; 4];
        self.0.fill(&mut bytes);
        Ok(u32::from_be_bytes(bytes))
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        let mut bytes = [0; 8];
        self.0.fill(&mut bytes);
        Ok(u64::from_be_bytes(bytes))
    }

    fn try_fill_bytes(&mut self, dst: &mut [u8]) -> Result<(), Infallible> {
        self.0.fill(dst);
        Ok(())
    }
}

impl TryCryptoRng for Chance<'_> {}

/// `N` unpredictable bytes.
pub(crate) fn bytes<const N: usize>(random: &dyn Random) -> [u8; N] {
    let mut out = [0; N];
    random.fill(&mut out);
    out
}
