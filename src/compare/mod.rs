//! What the sources share, and where everything in them stands: the evidence behind the pages.

pub mod evidence;
