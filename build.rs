//! Builds anew when a file of the embedded theme comes or goes: `include_dir` notices only changes inside files.

fn main() {
    println!("cargo:rerun-if-changed=themes/ledger");
}
