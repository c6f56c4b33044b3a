/// The version of the programs.
package let version = "0.1.0"
