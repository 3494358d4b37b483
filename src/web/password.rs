//! The password of a site that others in the network may ask. It is kept only as what argon2 makes of it.

use std::sync::Mutex;

use argon2::Argon2;
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD as STANDARD;
use cchc::model::clean;

use super::imports::secret;
use crate::cmd::lock;

/// The shortest password, in letters.
pub const SHORTEST: usize = 10;
/// The length of what argon2 makes of a password.
const LENGTH: usize = 32;

/// A password, which a browser sends with every request.
pub struct Password {
    salt: String,
    hash: [u8; LENGTH],
    /// The last header that was right: argon2 is slow on purpose.
    right: Mutex<Option<String>>,
    /// One guess at a time.
    trying: Mutex<()>,
}

impl Password {
    /// None if it is too short.
    pub fn new(password: &str) -> Option<Self> {
        let salt = secret();
        let hash = hash(password, &salt).filter(|_| password.chars().count() >= SHORTEST)?;
        Some(Self { salt, hash, right: Mutex::default(), trying: Mutex::default() })
    }

    /// Whether a request has the password, by its header `Authorization`. The name of the user is not
    /// looked at. It may take a while.
    pub fn admits(&self, header: Option<&str>) -> bool {
        let Some(header) = header else { return false };
        if lock(&self.right).as_deref() == Some(header) {
            return true;
        }
        let _one = lock(&self.trying);
        let given = header.strip_prefix("Basic ").and_then(|text| decoded(text.trim()));
        let is_right = given.is_some_and(|given| {
            let password = given.split_once(':').map_or("", |(_, password)| password);
            hash(password, &self.salt) == Some(self.hash)
        });
        if is_right {
            *lock(&self.right) = Some(header.to_owned());
        }
        is_right
    }
}

fn hash(password: &str, salt: &str) -> Option<[u8; LENGTH]> {
    // Keyboards write a letter and its marks as one character or as several.
    let password = clean(password);
    let mut made = [0; LENGTH];
    Argon2::default().hash_password_into(password.as_bytes(), salt.as_bytes(), &mut made).ok()?;
    Some(made)
}

/// The text of base 64. None if it is none.
fn decoded(text: &str) -> Option<String> {
    String::from_utf8(STANDARD.decode(text).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_password_is_admitted() {
        let password = Password::new("mật khẩu dài\n").expect("a long one");
        let wrong = "Basic eDptYXQga2hhdQ==";
        assert_eq!(decoded("eDptYXQga2hhdQ==").as_deref(), Some("x:mat khau"));
        assert!(
            !password.admits(None) && !password.admits(Some(wrong)) && !password.admits(Some(""))
        );
        let sent = format!("Basic {}", STANDARD.encode("x:mật khẩu dài"));
        assert!(password.admits(Some(&sent)) && password.admits(Some(&sent)));
        assert!(Password::new("ngắn").is_none());
    }
}
