use kernel::words;

words! {
    /// What a code is good for.
    Purpose {
        /// Sign in without a password.
        SignIn = "sign_in",
        /// Choose a new password in place of a forgotten one.
        Password = "password",
        /// Show that another phone number is theirs.
        NewPhone = "new_phone",
    }
}
