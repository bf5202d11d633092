//! Codes of the domain as enums of the schema: one implementation for all of them.

use std::borrow::Cow;

use async_graphql::registry::{Deprecation, MetaEnumValue, MetaType, MetaTypeId, Registry};
use async_graphql::{
    ContextSelectionSet, InputType, InputValueError, InputValueResult, Name, OutputType,
    Positioned, ServerResult, Value, parser::types::Field,
};
use domain::code::Code;

/// A code of the domain, in the schema under the name of its vocabulary.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Coded<C>(pub C);

impl<C: Code + Send + Sync> Coded<C> {
    fn register(registry: &mut Registry, register: Register) -> String {
        let describe = |_: &mut Registry| MetaType::Enum {
            name: C::VOCABULARY.to_owned(),
            description: Some(trimmed(C::DESCRIPTION)),
            enum_values: C::ALL
                .iter()
                .map(|code| {
                    let value = MetaEnumValue {
                        name: code.code().to_owned(),
                        description: Some(trimmed(code.description())),
                        deprecation: Deprecation::NoDeprecated,
                        visible: None,
                        inaccessible: false,
                        tags: Vec::new(),
                        directive_invocations: Vec::new(),
                    };
                    (value.name.clone(), value)
                })
                .collect(),
            visible: None,
            inaccessible: false,
            tags: Vec::new(),
            rust_typename: Some(std::any::type_name::<Self>()),
            directive_invocations: Vec::new(),
            requires_scopes: Vec::new(),
        };
        match register {
            Register::Input => registry.create_input_type::<Self, _>(MetaTypeId::Enum, describe),
            Register::Output => registry.create_output_type::<Self, _>(MetaTypeId::Enum, describe),
        }
    }
}

enum Register {
    Input,
    Output,
}

/// Comments of the program as descriptions of the schema.
fn trimmed(description: &str) -> String {
    description
        .lines()
        .map(str::trim)
        .collect::<Vec<_>>()
        .join("\n")
        .trim()
        .to_owned()
}

impl<C: Code + Send + Sync> OutputType for Coded<C> {
    fn type_name() -> Cow<'static, str> {
        Cow::Borrowed(C::VOCABULARY)
    }

    fn create_type_info(registry: &mut Registry) -> String {
        Self::register(registry, Register::Output)
    }

    async fn resolve(
        &self,
        _: &ContextSelectionSet<'_>,
        _: &Positioned<Field>,
    ) -> ServerResult<Value> {
        Ok(Value::Enum(Name::new(self.0.code())))
    }
}

impl<C: Code + Send + Sync> InputType for Coded<C> {
    type RawValueType = Self;

    fn type_name() -> Cow<'static, str> {
        Cow::Borrowed(C::VOCABULARY)
    }

    fn create_type_info(registry: &mut Registry) -> String {
        Self::register(registry, Register::Input)
    }

    fn parse(value: Option<Value>) -> InputValueResult<Self> {
        let value = value.unwrap_or_default();
        let code = match &value {
            Value::Enum(name) => name.as_str(),
            Value::String(text) => text.as_str(),
            _ => return Err(InputValueError::expected_type(value)),
        };
        C::from_code(code)
            .map(Self)
            .map_err(InputValueError::custom)
    }

    fn to_value(&self) -> Value {
        Value::Enum(Name::new(self.0.code()))
    }

    fn as_raw_value(&self) -> Option<&Self> {
        Some(self)
    }
}

/// The codes behind a list of a filter, each once: a list never grows beyond its vocabulary.
pub(crate) fn codes<C: Code>(wanted: Option<Vec<Coded<C>>>) -> Vec<C> {
    let wanted = wanted.unwrap_or_default();
    C::ALL
        .iter()
        .copied()
        .filter(|code| wanted.contains(&Coded(*code)))
        .collect()
}
