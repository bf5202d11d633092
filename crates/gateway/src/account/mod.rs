//! People who sign in, where they belong, what they may do, and the programs that read with keys.
//!
//! One file for each thing that people come for, with its mutations: signing in and out, one's own
//! credentials, the members of an organization, and what administrators do. Passwords, codes and
//! tokens come in as text and are handed on at once; no answer and no log repeats them.

mod administration;
mod audit;
mod credentials;
mod grant;
mod input;
mod member;
mod object;
mod query;
mod sign_in;
mod viewer;

pub(crate) use self::administration::AdministrationMutation;
pub(crate) use self::audit::{account_in_filter, time_span};
pub(crate) use self::credentials::CredentialsMutation;
pub(crate) use self::grant::{Grant, GrantInput};
pub(crate) use self::member::MemberMutation;
pub(crate) use self::object::{Account, ApiKey, Invitation, Member, Session};
pub(crate) use self::query::AccountQuery;
pub(crate) use self::sign_in::SignInMutation;
