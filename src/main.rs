//! Starts the Guoban page.

fn main() {
    guoban_app::start();
}
