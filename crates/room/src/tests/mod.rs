//! The room against an archive in memory, sealed and released with real keys.

mod gate;
mod life;
mod pages;
mod reading;
mod release;
mod together;
mod wire;
mod words;
mod world;
