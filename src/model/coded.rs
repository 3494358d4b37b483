//! Enums whose values have names outside the program.

/// A value with a name in the database, in options and in machine formats.
pub trait Coded: Copy + Sized + 'static {
    /// Every value, in the order of the declaration.
    const VALUES: &'static [Self];

    /// The name of the value.
    fn name(self) -> &'static str;

    /// The value with this name; none when no value has it.
    fn from_name(name: &str) -> Option<Self> {
        Self::VALUES.iter().copied().find(|value| value.name() == name)
    }
}

/// Declares an enum whose values have names in the database, in options and in machine formats. The
/// list of all values, `code`, `Display` and `Serialize` come from the one declaration, and so do
/// `FromStr` and `Deserialize` unless the enum is `unparsed`.
macro_rules! coded {
    ($(#[$meta:meta])* $vis:vis unparsed enum $name:ident { $($(#[$variant_meta:meta])* $variant:ident = $code:literal,)+ }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        $vis enum $name { $($(#[$variant_meta])* $variant,)+ }

        impl $name {
            /// Every value, in the order of the declaration.
            pub const ALL: [Self; [$($code),+].len()] = [$(Self::$variant),+];

            /// The name in the database, in options and in machine formats.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code),+ }
            }
        }

        impl $crate::model::Coded for $name {
            const VALUES: &'static [Self] = &Self::ALL;

            fn name(self) -> &'static str {
                self.code()
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.code())
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.code())
            }
        }
    };
    ($(#[$meta:meta])* $vis:vis enum $name:ident { $($(#[$variant_meta:meta])* $variant:ident = $code:literal,)+ }) => {
        $crate::model::coded! {
            $(#[$meta])* $vis unparsed enum $name { $($(#[$variant_meta])* $variant = $code,)+ }
        }

        impl std::str::FromStr for $name {
            type Err = String;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                let unknown = || format!("{text:?} is not one of {}", [$($code),+].join(", "));
                <Self as $crate::model::Coded>::from_name(text).ok_or_else(unknown)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = <String as serde::Deserialize>::deserialize(deserializer)?;
                let unknown = || serde::de::Error::unknown_variant(&text, &[$($code),+]);
                <Self as $crate::model::Coded>::from_name(&text).ok_or_else(unknown)
            }
        }
    };
}
pub(crate) use coded;
