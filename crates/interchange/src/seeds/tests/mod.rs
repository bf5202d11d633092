//! Reading seeds: the repository's own, and what is told about others.
#![allow(clippy::disallowed_methods, clippy::panic, clippy::unwrap_used)]

mod damage;
mod demo;
mod embedded;
mod plan;
mod problems;

use super::{SeedErrors, SeedFile, SeedProblem, Seeds};

/// Read files given as name and text.
fn read(files: &[(&str, &str)]) -> Result<Seeds, SeedErrors> {
    let files: Vec<SeedFile<'_>> = files
        .iter()
        .map(|(name, text)| SeedFile { name, text })
        .collect();
    super::read(&files)
}

/// The only thing that is wrong with the files.
fn only_problem(files: &[(&str, &str)]) -> SeedProblem {
    match read(files) {
        Ok(_) => panic!("the files are in order"),
        Err(errors) => {
            assert_eq!(errors.all().len(), 1, "{errors}");
            errors.all()[0].problem.clone()
        }
    }
}
