// Tantième
