//! Whose index a reader of the database sees, and which: figures of two authorities or of two
//! indices are never loaded together.

use crate::model::{Index, is_office_of, match_key};

use super::row::{Scope, StoredIndex};
use super::{Store, StoreError};

impl Store {
    /// The indices of which the database holds results: by authority in the order of their import,
    /// the administration reform index first.
    pub fn load_indices(&self) -> Result<Vec<StoredIndex>, StoreError> {
        let mut indices = Vec::new();
        let sql = "SELECT authority.id, authority.name, index_code, max(index_name)
                     FROM assessment JOIN authority ON authority.id = authority_id
                    WHERE replaced_by IS NULL
                    GROUP BY authority.id, index_code
                    ORDER BY authority.id, index_code <> 'cchc', min(assessment.id)";
        self.each_of(sql, std::iter::empty::<i64>(), |row| {
            let (code, name): (String, String) = (row.get(2)?, row.get(3)?);
            let index = Index::new(&code, &name).ok_or(rusqlite::Error::InvalidQuery)?;
            let scope = Scope { authority: row.get(0)?, index };
            indices.push(StoredIndex { scope, authority: row.get(1)? });
            Ok(())
        })?;
        Ok(indices)
    }

    /// Whether any figures in use are simulated, whatever the authority and the index.
    pub fn holds_simulated(&self) -> Result<bool, StoreError> {
        let mut holds = false;
        let sql = "SELECT 1 FROM assessment JOIN document ON document.id = document_id
                    WHERE replaced_by IS NULL AND simulated = 1 LIMIT 1";
        self.each_of(sql, std::iter::empty::<i64>(), |_| {
            holds = true;
            Ok(())
        })?;
        Ok(holds)
    }

    /// The indices of the authorities below one, however deep, by authority. `authority` is a name or
    /// part of one; it may be left out if there is only one authority above others.
    ///
    /// # Errors
    /// Returns an error if no such authority has others below it, or if several have.
    pub fn load_children(&self, authority: Option<&str>) -> Result<Vec<StoredIndex>, StoreError> {
        let (mut parents, mut below) = (Vec::new(), Vec::new());
        let sql = "SELECT parent.id, parent.name, child.id
                     FROM authority AS child JOIN authority AS parent ON parent.id = child.parent_id
                    ORDER BY parent.id, child.id";
        self.each_of(sql, std::iter::empty::<i64>(), |row| {
            let (id, name, child): (i64, String, i64) = (row.get(0)?, row.get(1)?, row.get(2)?);
            if !parents.contains(&(id, name.clone())) {
                parents.push((id, name));
            }
            below.push((id, child));
            Ok(())
        })?;

        let closeness = |name: &str| authority.map_or(EXACT, |asked| closeness(name, asked));
        let best = parents.iter().map(|(_, name)| closeness(name)).max().filter(|best| *best > 0);
        let named = parents.iter().filter(|(_, name)| Some(closeness(name)) == best);
        let named: Vec<_> = named.collect();
        let is_below = |id: i64, of: i64| {
            let parent = |id: &i64| below.iter().find(|(_, child)| child == id).map(|(up, _)| *up);
            // Authorities may be declared in a circle.
            std::iter::successors(parent(&id), parent).take(below.len()).any(|up| up == of)
        };
        // Of an authority and those below it, the name stands for the one above all.
        let top =
            named.iter().filter(|(id, _)| !named.iter().any(|(other, _)| is_below(*id, *other)));
        match top.collect::<Vec<_>>().as_slice() {
            [(parent, _)] => {
                let all = self.load_indices()?.into_iter();
                Ok(all.filter(|stored| is_below(stored.scope.authority, *parent)).collect())
            }
            _ => Err(StoreError::NoChildren {
                authority: authority.map(str::to_owned),
                parents: parents.into_iter().map(|(_, name)| name).collect(),
            }),
        }
    }

    /// Chooses what to look at from now on: an authority by its name or part of it, and an index. The
    /// authority may be left out if there is one only; without an index, it is the administration
    /// reform index, or else the authority's first one.
    ///
    /// # Errors
    /// Returns an error if the database does not hold what is asked for, or if the authority is left
    /// out and there are several.
    pub fn choose(&self, authority: Option<&str>, index: Option<Index>) -> Result<(), StoreError> {
        let all = self.load_indices()?;
        let unknown = || StoreError::NoSuchIndex {
            authority: authority.map(str::to_owned),
            index,
            known: all.clone(),
        };
        let closeness = |stored: &StoredIndex| {
            authority.map_or(EXACT, |asked| closeness(&stored.authority, asked))
        };
        let best = all.iter().map(closeness).max().filter(|best| *best > 0);
        let Some(best) = best else {
            return if all.is_empty() { Ok(()) } else { Err(unknown()) };
        };
        let of_authority: Vec<_> = all.iter().filter(|stored| closeness(stored) == best).collect();
        let first = of_authority[0];
        if of_authority.iter().any(|stored| stored.scope.authority != first.scope.authority) {
            return Err(StoreError::SeveralAuthorities(all.clone()));
        }

        let chosen = match index {
            Some(index) => of_authority.iter().find(|stored| stored.scope.index == index),
            // They are sorted: the administration reform index, or else the first imported one.
            None => of_authority.first(),
        };
        let scope = chosen.ok_or_else(unknown)?.scope;
        self.look_at(Some(scope));
        Ok(())
    }

    /// What the store was told to look at, if it was.
    pub(super) fn looks_at(&self) -> Option<Scope> {
        self.scope.get()
    }

    /// Looks at one index of one authority from now on.
    pub fn look_at(&self, scope: Option<Scope>) {
        self.scope.set(scope);
    }

    /// What the store looks at: what was chosen, or else the only choice there is. None for a
    /// database without results.
    ///
    /// # Errors
    /// Returns an error if nothing was chosen and there are several authorities.
    pub fn scope(&self) -> Result<Option<Scope>, StoreError> {
        if self.scope.get().is_none() {
            self.choose(None, None)?;
        }
        Ok(self.scope.get())
    }
}

/// The closeness of an authority to its own name.
const EXACT: u8 = 3;

/// How close the name of an authority is to what was asked for. 0 if it is another one.
fn closeness(name: &str, asked: &str) -> u8 {
    let (key, asked_key) = (match_key(name), match_key(asked));
    if key == asked_key {
        EXACT
    } else if is_office_of(asked, name) {
        2
    } else {
        u8::from(!asked_key.is_empty() && key.contains(&asked_key))
    }
}
